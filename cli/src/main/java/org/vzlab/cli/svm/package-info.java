/** Commands for Sense-VM: they need no board to run on. */
package org.vzlab.cli.svm;
