/**
 * The static proof of isolation: what each task reaches, computed from the tables and registers
 * that decide it, and held against the policy.
 */
package org.vzlab.isolation.proof;
