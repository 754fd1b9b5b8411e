; Fills an array of eight bytes with a to h, and writes them to the console (device 0) one by one, one
; each 10 ms, for ever; sleeps in between.

.int CONSOLE 0

        CALLRTS channel     ; channel 0: the console
        PUSH
        LOADI CONSOLE
        CALLRTS bind
        LOADB 8
        APPF array_new      ; array 0
        LOADB 0
fill:   PUSH                ; E = which letter
        PUSH
        PUSH
        LOADB 'a'
        ADDI
        SWAP
        PUSH
        LOADB 0
        APPF array_set
        POP
        PUSH
        LOADB 1
        ADDI
        PUSH
        PUSH
        LOADB 8
        LT
        GOTOFALSE full
        GOTO fill
full:   LOADB 0
next:   PUSH                ; E = which letter
        PUSH
        LOADB 0
        SWAP
        PUSH
        LOADB 0
        APPF array_get
        CALLRTS send
        PUSH
        CLEAR
        PUSH
        LOADI 10000         ; microseconds
        CALLRTS time
        CALLRTS sync
        POP
        PUSH
        LOADB 1
        ADDI
        PUSH
        LOADB 7
        APPF and
        GOTO next
