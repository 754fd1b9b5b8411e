# What a compiler does not write, for .ci/listing.py: calls to the other instruction set, data among
# code, instructions that the next symbol cuts off, and every form of a jump.
	.set	noreorder
	.set	micromips
	.globl	__start
	.ent	__start
__start:
	jalx	plain
	nop32
	jals	cut
	nop
	.short	0x7c00, 0x1234
	.short	0x0000, 0x00ff
	.short	0x4400, 0x45e0
	addiu	$2,$pc,8
	lwm32	$16-$18,$31,8($29)
	lwm16	$16-$17,$31,8($29)
	swp	$16,8($4)
	movep	$5,$6,$16,$17
	jalrs	$25
	nop
	jalrs	$4,$25
	nop
	jalrs.hb	$25
	nop
	jr16	$4
	nop
	jrc	$4
	bals	__start
	nop
	bal	__start
	nop32
	beqzc	$4,__start
	beqz16	$4,1f
	nop
	bgezals	$4,__start
	nop
1:	b	__start
	nop
	jraddiusp	8
	.short	0x3045
cut:	jr	$31
	nop
	.end	__start
	.align	2
	.set	nomicromips
	.ent	plain
plain:
	.word	0xfc001234
loop:	bne	$4,$5,loop
	nop
	jalx	__start
	nop
	jalr	$4,$25
	nop
	jr.hb	$31
	nop
	.end	plain
