; Sends back what is typed at the console (device 0), and stops at a full stop.

        CALLRTS channel
        PUSH
        PUSH
        LOADI 0
        CALLRTS bind
        POP                 ; E = the channel
next:   PUSH
        CALLRTS receive
        CALLRTS sync
        CONS                ; E = (channel, character)
        PUSH
        PUSH
        FST
        SWAP
        SND
        CALLRTS send
        CALLRTS sync
        POP
        PUSH
        SND
        PUSH
        LOADI '.'
        EQ
        GOTOFALSE more      ; E = (channel, character), either way
        STOP
more:   FST
        GOTO next
