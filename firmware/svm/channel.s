; A producer and a consumer, two contexts, on a channel: the producer sends 1 to 10, the consumer
; sends a star for each to the console (device 0) and adds them up. The value is 55.

        CALLRTS channel     ; channel 0: from the producer to the consumer
        CALLRTS channel
        PUSH
        LOADI 0
        CALLRTS bind        ; channel 1: the console
        COMB producer
        CALLRTS spawn
        LOADI 10
        PUSH
        LOADI 0
        CONS                ; E = (how many are to come, sum)
next:   PUSH
        PUSH
        LOADI 0
        CALLRTS receive
        CALLRTS sync        ; E = the number
        SWAP
        SND
        ADDI                ; E = the new sum; the old pair is on the stack
        SWAP
        FST
        DEC
        SNOC                ; E = (how many are to come, sum)
        PUSH
        LOADI 1
        PUSH
        LOADI '*'
        CALLRTS send
        CALLRTS sync
        POP
        PUSH
        FST
        PUSH
        LOADI 0
        GT
        GOTOFALSE end
        GOTO next
end:    SND
        STOP

producer:
        LOADI 1
more:   PUSH                ; E = the next number
        PUSH
        LOADI 0
        SWAP                ; E = the number; below it the channel, and the number again
        CALLRTS send
        CALLRTS sync
        LOADI 1
        ADDI
        PUSH
        PUSH
        LOADI 10
        LE
        GOTOFALSE done      ; E = the next number, either way
        GOTO more
done:   RETURN
        STOP
