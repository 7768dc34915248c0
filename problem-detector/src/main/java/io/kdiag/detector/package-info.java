/** Node problems: the catalogue that declares them and the matcher that finds them in logs. */
@NullMarked
package io.kdiag.detector;

import org.jspecify.annotations.NullMarked;
