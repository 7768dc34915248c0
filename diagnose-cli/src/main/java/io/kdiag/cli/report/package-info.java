/** The diagnosis as a page for a browser. */
@NullMarked
package io.kdiag.cli.report;

import org.jspecify.annotations.NullMarked;
