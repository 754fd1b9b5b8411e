/**
 * Hostile guests: programs made by generators that know the machine, runs of them beside the other
 * guests of a board, and what is left of everybody afterwards. Everything is a function of a seed.
 */
package org.vzlab.isolation.attack;
