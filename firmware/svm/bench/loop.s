; Counts down from 100000: nothing but arithmetic and jumps.

        LOADI 100000
again:  DEC
        PUSH
        PUSH
        LOADI 0
        GT
        GOTOFALSE end       ; E = what is left, either way
        GOTO again
end:    STOP
