/** A cluster in files: dumps that others made, captures that kdiag made. */
@NullMarked
package io.kdiag.cli.files;

import org.jspecify.annotations.NullMarked;
