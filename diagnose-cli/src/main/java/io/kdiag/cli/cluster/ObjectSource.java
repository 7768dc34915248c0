package io.kdiag.cli.cluster;

import io.kdiag.cli.evidence.Series;
import io.kdiag.cli.evidence.kube.KubeObject;
import io.kdiag.detector.document.ProblemsDocument;
import io.kdiag.host.Reading;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

/**
 * Where a cluster's objects are read: its API server, or files that somebody else wrote. Called by
 * many threads at once.
 */
public interface ObjectSource extends AutoCloseable {

  /** What findings give as their source: an address, a path. */
  String address();

  /** The namespace that is meant where none is named. */
  String namespace();

  /** Whether it is the cluster itself: the back ends beside it can be asked too. */
  boolean live();

  /** Numbers over time that came along with the objects. */
  default List<Series> series() throws IOException {
    return List.of();
  }

  /** How many requests it has sent. */
  int requests();

  /** The API server's version, {@code v1.20.2}; empty where it is not known. */
  default String version() throws IOException, InterruptedException {
    return "";
  }

  /** The time that counts as now. */
  Instant now();

  /**
   * Gives each object that is wanted, once, in any order. A source that does not know the kind, or
   * not the one object that was named, gives none.
   *
   * @throws RefusedException where it may not be read
   * @throws NotHeldException where files hold nothing of that kind, so that nothing is known of it
   */
  void read(Query query, Consumer<KubeObject> each) throws IOException, InterruptedException;

  /** The container's last lines with their times, as {@code kubectl logs --timestamps} has them. */
  String log(Query.Log wanted) throws IOException, InterruptedException;

  /** What the node's problem detector says. */
  Reading<ProblemsDocument> problems(String node, String address) throws InterruptedException;

  @Override
  void close();
}
