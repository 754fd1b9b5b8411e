; Gives way again and again, and never sleeps.

next:   CLEAR
        PUSH
        PUSH
        CALLRTS time        ; 0 microseconds
        GOTO next
