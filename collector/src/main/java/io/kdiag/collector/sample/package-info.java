/** One tick's sample of the machine and its containers, and whose each cgroup is. */
@NullMarked
package io.kdiag.collector.sample;

import org.jspecify.annotations.NullMarked;
