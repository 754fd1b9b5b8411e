; Restarts the guest that it supervises (device 1) whenever it fails, as long as that is allowed, and
; writes . to the console (device 0) each second from a context of its own.

.int CONSOLE 0
.int GUEST 1
.int STATE 7                ; bits 2:0 of SVSTAT
.int FAILED 2
.int RESTART 1

        CALLRTS channel     ; channel 0: the console
        PUSH
        LOADI CONSOLE
        CALLRTS bind
        CALLRTS channel     ; channel 1: the guest
        PUSH
        LOADI GUEST
        CALLRTS bind
        COMB ticks
        CALLRTS spawn
watch:  LOADI STATE
        PUSH
        LOADI 1
        CALLRTS receive
        CALLRTS sync        ; E = SVSTAT
        APPF and
        PUSH
        LOADI FAILED
        EQ
        GOTOIFALSE watch
        LOADI 1
        PUSH
        LOADI RESTART
        CALLRTS send
        CALLRTS sync
        GOTO watch

ticks:  LOADI 0
        PUSH
        LOADI '.'
        CALLRTS send
        PUSH
        LOADI 0
        PUSH
        LOADI 1000000
        CALLRTS time
        CALLRTS sync
        GOTO ticks
        STOP
