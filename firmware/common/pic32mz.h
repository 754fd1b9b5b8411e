/*
 * The registers of the PIC32MZ EF that the images use, under the names of its data sheet
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
#define IRQ_DMA0 134
#define IRQ_U4RX 171

/* The UART of the console: a build for another board than the WiFire names its own. */
#ifndef CONSOLE_UART
#define CONSOLE_UART 4
#endif
#define IRQ_CONSOLE_RX (CONSOLE_UART == 1 ? 113 : IRQ_U4RX)
#define IRQ_CONSOLE_TX (IRQ_CONSOLE_RX + 1)

#define UART_REGISTER(n, offset) REGISTER(0x1F822000 + 0x200 * ((n) - 1) + (offset))
#define UxMODE(n) UART_REGISTER(n, 0x00)
#define UxMODE_BRGH (1u << 3)
#define UxMODE_ON (1u << 15)
#define UxSTA(n) UART_REGISTER(n, 0x10)
#define UxSTA_URXDA (1u << 0)
#define UxSTA_OERR (1u << 1)
#define UxSTA_UTXBF (1u << 9)
#define UxSTA_UTXEN (1u << 10)
#define UxSTA_URXEN (1u << 12)
#define UxTXREG(n) UART_REGISTER(n, 0x20)
#define UxRXREG(n) UART_REGISTER(n, 0x30)
#define UxBRG(n) UART_REGISTER(n, 0x40)

/* Peripheral pin select: an input's register names a pin, a pin's an output. */
#define U1RXR REGISTER(0x1F801468)
#define U4RXR REGISTER(0x1F801480)
#define RPA15R REGISTER(0x1F80153C)
#define RPD4R REGISTER(0x1F8015D0)

#define DMACON REGISTER(0x1F811000)
#define DMACON_ON (1u << 15)
#define DCH0CON REGISTER(0x1F811060)
#define DCHCON_CHEN (1u << 7)
#define DCHCON_CHBUSY (1u << 15)
#define DCH0ECON REGISTER(0x1F811070)
#define DCHECON_CABORT (1u << 6)
#define DCHECON_CFORCE (1u << 7)
#define DCH0INT REGISTER(0x1F811080)
#define DCHINT_CHERIF (1u << 0)
#define DCHINT_CHDDIF (1u << 5)
#define DCHINT_CHERIE (1u << 16)
#define DCHINT_CHDDIE (1u << 21)
#define DCHINT_ALL 0x00FF00FFu
#define DCH0SSA REGISTER(0x1F811090)
#define DCH0DSA REGISTER(0x1F8110A0)
#define DCH0SSIZ REGISTER(0x1F8110B0)
#define DCH0DSIZ REGISTER(0x1F8110C0)
#define DCH0CSIZ REGISTER(0x1F8110F0)

#define PORT_A 0x1F860000
#define PORT_B 0x1F860100
#define PORT_D 0x1F860300
#define PORT_G 0x1F860600
#define PORT_H 0x1F860700
#define ANSEL(port) REGISTER((port) + 0x00)
#define TRIS(port) REGISTER((port) + 0x10)
#define PORT(port) REGISTER((port) + 0x20)
#define LAT(port) REGISTER((port) + 0x30)

#define DEVCFG3 REGISTER(0x1FC0FFC0)
#define DEVCFG2 REGISTER(0x1FC0FFC4)
#define DEVCFG1 REGISTER(0x1FC0FFC8)
#define DEVCFG0 REGISTER(0x1FC0FFCC)

#endif
