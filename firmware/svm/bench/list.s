; Reverses a list of 30 elements 200 times, with a heap that is much too small for all the lists:
; constructors, SWITCH and collections.

        LOADI 200
        PUSH
        CALL build
next:                       ; E = the list, how often is on the stack
        PUSH
        CLEAR
        PACK 0
        CONS
        CALL reverse
        SWAP
        DEC
        PUSH
        PUSH
        LOADI 0
        GT
        GOTOFALSE end       ; E = how often, the list is on the stack
        SWAP
        GOTO next
end:    POP
        SND
        FST                 ; its first element
        STOP

; The list 1, 2, ... 30: constructor 0 is the end, constructor 1 has (element, list).
build:  LOADI 30
        PUSH
        CLEAR
        PACK 0
        CONS
more:                       ; E = (n, list)
        PUSH
        FST
        PUSH
        LOADI 0
        EQ
        GOTOFALSE put       ; E = (n, list), either way
        SND
        RETURN
put:    PUSH
        FST
        DEC
        SWAP
        PACK 1
        CONS
        GOTO more

reverse:                    ; E = (list, what is reversed of it)
        PUSH
        FST
        SWITCH { 0: none, 1: one }
none:   FST
        SND
        RETURN
one:                        ; E = ((list, reversed), (element, rest))
        PUSH
        SND
        SND
        SWAP
        PUSH
        SND
        FST
        SWAP
        FST
        SND
        CONS
        PACK 1
        CONS
        GOTO reverse
