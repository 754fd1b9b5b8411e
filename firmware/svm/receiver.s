; Writes the last digit of each number that comes from a mailbox (device 1) to the console (device 0).

.int CONSOLE 0
.int MAILBOX 1

        CALLRTS channel     ; channel 0: the console
        PUSH
        LOADI CONSOLE
        CALLRTS bind
        CALLRTS channel     ; channel 1: the mailbox
        PUSH
        LOADI MAILBOX
        CALLRTS bind
next:   LOADI 0
        PUSH
        LOADI 10
        PUSH
        LOADI 1
        CALLRTS receive
        CALLRTS sync        ; E = the number
        APPF remainder      ; of it and 10
        PUSH
        LOADI '0'
        ADDI
        CALLRTS send
        CALLRTS sync
        GOTO next
