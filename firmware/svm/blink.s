; Blinks LD1 (device 1), twice a second.

.int LED 1

        CALLRTS channel
        PUSH
        PUSH
        LOADI LED
        CALLRTS bind
        LOADI 1
        CONS                ; E = (channel, what comes next)
next:   PUSH
        PUSH
        FST
        SWAP
        SND
        CALLRTS send        ; an event: the LED takes it
        PUSH
        LOADI 0
        PUSH                ; no deadline
        LOADI 500000        ; microseconds
        CALLRTS time
        CALLRTS sync
        POP                 ; E = (channel, what came)
        PUSH
        FST
        SWAP
        SND
        NOT
        CONS
        GOTO next
