/** What was gathered: immutable, serialisable, redacted; captures of it. */
@NullMarked
package io.kdiag.cli.evidence;

import org.jspecify.annotations.NullMarked;
