; LD1 is lit while BTN1 is pressed.

.int LED 1
.int BUTTON 5

        CALLRTS channel     ; channel 0 is the button's
        PUSH
        LOADI BUTTON
        CALLRTS bind
        CALLRTS channel     ; channel 1 is the LED's
        PUSH
        LOADI LED
        CALLRTS bind
next:   LOADI 1
        PUSH
        LOADI 0
        CALLRTS receive
        CALLRTS sync        ; E = 1 when it is pressed, 0 when it is let go
        CALLRTS send
        CALLRTS sync
        GOTO next
