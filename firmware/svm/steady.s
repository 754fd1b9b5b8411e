; As fragile.s, without its fault: it begins anew behind the eighth letter.

        CALLRTS channel
        PUSH
        LOADI 0
        CALLRTS bind
        LOADI 8
        APPF array_new      ; array 0: the letters
        LOADI 0
fill:   PUSH                ; E = which letter
        PUSH
        PUSH
        LOADI 'a'
        ADDI
        SWAP
        PUSH
        LOADI 0
        APPF array_set
        POP
        PUSH
        LOADI 1
        ADDI
        PUSH
        PUSH
        LOADI 8
        LT
        GOTOFALSE full
        GOTO fill
full:   LOADI 0
next:   PUSH                ; E = which letter
        PUSH
        LOADI 0
        SWAP
        PUSH
        LOADI 0
        APPF array_get
        CALLRTS send
        PUSH
        LOADI 0
        PUSH
        LOADI 200000        ; microseconds
        CALLRTS time
        CALLRTS sync
        POP
        PUSH
        LOADI 1
        ADDI
        PUSH
        LOADI 7
        APPF and
        GOTO next
