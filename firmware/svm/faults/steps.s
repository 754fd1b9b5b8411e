; Does three steps each 10 ms, with a checkpoint before each, and writes * to the console (device 0).
; Where GOTO leads, one bit makes the difference to the third step, and another to the first.

.int CONSOLE 0

        CALLRTS channel     ; channel 0: the console
        PUSH
        LOADI CONSOLE
        CALLRTS bind
round:  LOADB 0
        APPF checkpoint
        SKIP                ; the first step
        GOTO second
second: LOADB 1
        APPF checkpoint
        LOADB 6             ; the second step
        PUSH
        LOADB 7
        MULI
        PUSH
        LOADB '*'
        EQ
        NOT
third:  LOADB 2
        APPF checkpoint
        LOADB 0             ; the third step
        PUSH
        LOADB '*'
        CALLRTS send
        PUSH
        CLEAR
        PUSH
        LOADI 10000         ; microseconds
        CALLRTS time
        CALLRTS sync
        GOTO round
