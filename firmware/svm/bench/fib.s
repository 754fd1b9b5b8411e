; The 20th Fibonacci number, by two calls for each: calls, returns and comparisons.

        LOADI 20
        CALL fib
        STOP

fib:                        ; E = n
        PUSH
        PUSH
        LOADI 2
        LT
        GOTOFALSE more      ; E = n, either way
        RETURN
more:   PUSH
        DEC
        CALL fib
        SWAP                ; E = n, fib(n - 1) is on the stack
        DEC
        DEC
        CALL fib
        ADDI
        RETURN
