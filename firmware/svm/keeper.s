; Toggles LD2 (device 1) each 10 ms, at most 1 ms late, and writes # to the console (device 0) each
; second, or ! if it was ever late.

.int CONSOLE 0
.int LED 1

        CALLRTS channel     ; channel 0: the console
        PUSH
        LOADI CONSOLE
        CALLRTS bind
        CALLRTS channel     ; channel 1: the LED
        PUSH
        LOADI LED
        CALLRTS bind
again:  LOADI 100
next:   PUSH                ; E = how often until a second is over
        PUSH
        LOADI 1
        SWAP
        CALLRTS send        ; bit 0 of the number is what the LED shows
        PUSH
        LOADI 1000          ; at most so much later
        PUSH
        LOADI 10000
        CALLRTS time
        CALLRTS sync
        POP
        DEC
        PUSH
        PUSH
        LOADI 0
        GT
        GOTOFALSE second    ; E = how often, either way
        GOTO next
second: LOADI 0
        PUSH
        CLEAR
        APPF missed
        PUSH
        LOADI 0
        EQ
        GOTOIFALSE late
        LOADI '#'
        GOTO write
late:   LOADI '!'
write:  CALLRTS send
        CALLRTS sync
        GOTO again
