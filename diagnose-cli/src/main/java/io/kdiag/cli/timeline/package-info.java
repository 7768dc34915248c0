/** What happened when: all of the evidence's times in one line. A pure function of the evidence. */
@NullMarked
package io.kdiag.cli.timeline;

import org.jspecify.annotations.NullMarked;
