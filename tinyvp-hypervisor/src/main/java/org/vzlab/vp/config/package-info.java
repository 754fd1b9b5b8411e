/**
 * tinyVP's configuration language: {@code .vm} and {@code .thread} blocks, the device library and
 * board files, parsed into records that know where they stand.
 */
package org.vzlab.vp.config;
