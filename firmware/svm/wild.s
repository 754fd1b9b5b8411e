; Runs wild: makes garbage for ever, and never gives way to anybody.

next:   CLEAR
        PUSH
        CONS
        GOTO next
