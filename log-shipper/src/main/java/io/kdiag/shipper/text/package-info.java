/** What the text of a log record says: its level, whether it goes on in the next line, its JSON. */
@NullMarked
package io.kdiag.shipper.text;

import org.jspecify.annotations.NullMarked;
