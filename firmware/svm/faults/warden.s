; Supervises a guest (device 1), and restarts it when it has failed. Writes to the console (device 0)
; what SVSTAT says each time: the cause, two digits of the guest's code, the state.

.int CONSOLE 0
.int GUEST 1
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
watch:  LOADI 1
        CALLRTS receive
        CALLRTS sync        ; E = SVSTAT
        PUSH                ; it stays on the stack
        PUSH
        LOADI 8
        SWAP
        APPF shift_right
        PUSH
        LOADI 15
        APPF and
        CALL digit          ; the cause
        POP
        PUSH
        PUSH
        LOADI 16
        SWAP
        APPF shift_right
        PUSH
        LOADI 255
        APPF and
        PUSH                ; the code stays as well
        PUSH
        LOADI 10
        SWAP
        APPF divide
        CALL digit
        POP
        PUSH
        LOADI 10
        SWAP
        APPF remainder
        CALL digit
        POP
        PUSH
        PUSH
        LOADI 7
        APPF and
        CALL digit          ; the state
        LOADI ' '
        CALL put
        POP
        PUSH
        LOADI 7
        APPF and
        PUSH
        LOADI FAILED
        EQ
        GOTOIFALSE watch
        LOADI GUEST
        PUSH
        LOADI RESTART
        CALLRTS send
        CALLRTS sync
        GOTO watch

digit:  PUSH                ; writes a digit
        LOADI '0'
        ADDI
put:    PUSH                ; writes a character
        LOADI CONSOLE
        SWAP
        CALLRTS send
        CALLRTS sync
        RETURN
