; Ackermann's function of 2 and 7, twenty times: recursion with pairs as arguments.

        LOADI 20
        PUSH
next:   LOADI 2
        PUSH
        LOADI 7
        CONS
        CALL ack
        SWAP                ; E = how often, the result is on the stack
        DEC
        PUSH
        PUSH
        LOADI 0
        GT
        GOTOFALSE end       ; E = how often
        SWAP
        POP
        PUSH
        GOTO next
end:    POP
        STOP

ack:                        ; E = (m, n)
        PUSH
        FST
        PUSH
        LOADI 0
        EQ
        GOTOFALSE a1        ; E = (m, n), either way
        SND                 ; ack(0, n) = n + 1
        PUSH
        LOADI 1
        ADDI
        RETURN
a1:     PUSH
        SND
        PUSH
        LOADI 0
        EQ
        GOTOFALSE a2
        FST                 ; ack(m, 0) = ack(m - 1, 1)
        DEC
        PUSH
        LOADI 1
        CONS
        GOTO ack
a2:     PUSH                ; ack(m, n) = ack(m - 1, ack(m, n - 1))
        FST
        DEC
        SWAP
        PUSH
        FST
        SWAP
        SND
        DEC
        CONS
        CALL ack
        CONS
        GOTO ack
