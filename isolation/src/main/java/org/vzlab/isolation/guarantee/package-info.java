/**
 * What guests have of the processor's time when the others attack them: the longest latencies and
 * switches, the least share, and whether that is what the schedule promises.
 */
package org.vzlab.isolation.guarantee;
