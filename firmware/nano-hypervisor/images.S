/* The guests' code, byte for byte what their ELF images load, each in pages of its own. */
        .macro  image number
        .balign 4096
        .globl  guest\number\()_image
guest\number\()_image:
        .incbin "guest\number\().bin"
        .balign 4096, 0xFF
        .globl  guest\number\()_image_end
guest\number\()_image_end:
        .endm

        .section .images, "a"
        image   1
        image   2
