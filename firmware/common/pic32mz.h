/*
 * The registers of the PIC32MZ2048EFG100 that the images use, under the names of its data sheet
 * (DS60001320; addresses from Microchip's device pack PIC32MZ-EF_DFP 1.3.58), as seen through
 * KSEG1: uncached, and the same addresses bare and in a guest.
 */
#ifndef PIC32MZ_H
#define PIC32MZ_H

#define REGISTER(physical) (*(volatile unsigned *)(0xA0000000u | (physical)))

/* A peripheral register has three shadows: a store clears, sets or inverts the bits it names. */
#define CLR(reg) (*(&(reg) + 1))
#define SET(reg) (*(&(reg) + 2))
#define INV(reg) (*(&(reg) + 3))

#define CFGCON REGISTER(0x1F800000)
#define DEVID REGISTER(0x1F800020)
#define SYSKEY REGISTER(0x1F800030)
#define PMD5 REGISTER(0x1F800080)
#define OSCCON REGISTER(0x1F801200)
#define RSWRST REGISTER(0x1F801250)
#define RSWRST_SWRST (1u << 0)

#define INTCON REGISTER(0x1F810000)
#define INTCON_MVEC (1u << 12)
#define PRISS REGISTER(0x1F810010)
#define INTSTAT REGISTER(0x1F810020)
#define INTSTAT_SIRQ 0xFFu
#define IFS(n) REGISTER(0x1F810040 + 0x10 * (n))
#define IEC(n) REGISTER(0x1F8100C0 + 0x10 * (n))
#define IEC_COUNT 7
#define IPC(n) REGISTER(0x1F810140 + 0x10 * (n))
#define OFF(irq) REGISTER(0x1F810540 + 4 * (irq))

/* The bit of an interrupt in its IFS and IEC, and a priority (1 to 7) in its byte of its IPC. */
#define IRQ_BIT(irq) (1u << (irq) % 32)
#define IRQ_PRIORITY(irq, priority) ((unsigned)(priority) << (8 * ((irq) % 4) + 2))
#define IRQ_CORE_TIMER 0
#define IRQ_U4RX 171

#define U4MODE REGISTER(0x1F822600)
#define U4MODE_BRGH (1u << 3)
#define U4MODE_ON (1u << 15)
#define U4STA REGISTER(0x1F822610)
#define U4STA_URXDA (1u << 0)
#define U4STA_OERR (1u << 1)
#define U4STA_UTXBF (1u << 9)
#define U4STA_UTXEN (1u << 10)
#define U4STA_URXEN (1u << 12)
#define U4TXREG REGISTER(0x1F822620)
#define U4RXREG REGISTER(0x1F822630)
#define U4BRG REGISTER(0x1F822640)

#define PORT_B 0x1F860100
#define PORT_D 0x1F860300
#define PORT_G 0x1F860600
#define ANSEL(port) REGISTER((port) + 0x00)
#define TRIS(port) REGISTER((port) + 0x10)
#define LAT(port) REGISTER((port) + 0x30)

#define DEVCFG3 REGISTER(0x1FC0FFC0)
#define DEVCFG2 REGISTER(0x1FC0FFC4)
#define DEVCFG1 REGISTER(0x1FC0FFC8)
#define DEVCFG0 REGISTER(0x1FC0FFCC)

#endif
