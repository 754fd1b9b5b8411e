; Writes ck to the console (device 0) each 10 ms: c is in the code, k is a constant. What is in the
; string, and behind the branch that is never taken, is nothing that it needs.

.int CONSOLE 0
.int LETTER 'k'
.string "A program is checked from its first byte to its last, also where nothing is executed and nothing "
.string "is read: what is wrong there today is executed tomorrow."

        CALLRTS channel     ; channel 0: the console
        PUSH
        LOADI CONSOLE
        CALLRTS bind
next:   LOADB 0
        PUSH
        LOADB 'c'
        CALLRTS send
        CALLRTS sync
        LOADB 0
        PUSH
        LOADI LETTER
        CALLRTS send
        PUSH
        CLEAR
        PUSH
        LOADI 10000         ; microseconds
        CALLRTS time
        CALLRTS sync
        LOADB 1
        GOTOIFALSE never
        GOTO next
never:  NOT
        STOP
