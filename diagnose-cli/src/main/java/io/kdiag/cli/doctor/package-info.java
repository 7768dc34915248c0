/** Whether kdiag's own parts work: what {@code kdiag doctor} looks at and what it makes of it. */
@NullMarked
package io.kdiag.cli.doctor;

import org.jspecify.annotations.NullMarked;
