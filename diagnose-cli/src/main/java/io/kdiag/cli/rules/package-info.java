/** The causes kdiag knows, one class each. */
@NullMarked
package io.kdiag.cli.rules;

import org.jspecify.annotations.NullMarked;
