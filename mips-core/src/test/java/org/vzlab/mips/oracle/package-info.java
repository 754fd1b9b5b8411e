/**
 * A second statement of the privileged rules, as tables to be read beside the manuals, and tests
 * that compare the core with it over random states. {@code -Dvzlab.oracle.scale=N} makes N times as
 * many, {@code -Dvzlab.oracle.seed=S} others.
 */
package org.vzlab.mips.oracle;
