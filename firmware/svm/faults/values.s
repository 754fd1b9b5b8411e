; Keeps a letter in the guarded memory and one in the voted memory, and writes both to the console
; (device 0) each 10 ms: gv.

.int CONSOLE 0

        CALLRTS channel     ; channel 0: the console
        PUSH
        LOADI CONSOLE
        CALLRTS bind
        LOADB 'g'
        PUSH
        LOADB 3
        APPF guard
        LOADB 'v'
        PUSH
        LOADB 5
        APPF vote
next:   LOADB 0
        PUSH
        LOADB 3
        APPF guarded
        CALLRTS send
        CALLRTS sync
        LOADB 0
        PUSH
        LOADB 5
        APPF voted
        CALLRTS send
        PUSH
        CLEAR
        PUSH
        LOADI 10000         ; microseconds
        CALLRTS time
        CALLRTS sync
        GOTO next
