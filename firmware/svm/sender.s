; Sends 0, 1, 2, ... to a mailbox (device 1), ten a second.

.int MAILBOX 1

        CALLRTS channel
        PUSH
        LOADI MAILBOX
        CALLRTS bind
        LOADI 0
next:   PUSH                ; E = the next number
        PUSH
        LOADI 0
        SWAP
        CALLRTS send
        PUSH
        LOADI 0
        PUSH
        LOADI 100000        ; microseconds
        CALLRTS time
        CALLRTS sync
        LOADI 1
        ADDI
        GOTO next
