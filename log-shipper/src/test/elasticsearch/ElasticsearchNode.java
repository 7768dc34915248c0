import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.elasticsearch.common.logging.LogConfigurator;
import org.elasticsearch.common.settings.Settings;
import org.elasticsearch.env.Environment;
import org.elasticsearch.node.InternalSettingsPreparer;
import org.elasticsearch.node.Node;
import org.elasticsearch.plugins.PluginsLoader;

/**
 * One Elasticsearch node for tests: no security layer, one process. {@code ElasticsearchNode HOME
 * PORT [ADDRESS]}, by default on loopback; the script in {@code src/test/sh} makes the home
 * directory.
 */
public final class ElasticsearchNode {
  private ElasticsearchNode() {}

  public static void main(String[] arguments) throws Exception {
    Path home = Path.of(arguments[0]).toAbsolutePath();
    for (String name : List.of("config", "data", "logs", "plugins", "modules", "lib", "tmp")) {
      Files.createDirectories(home.resolve(name));
    }
    String address = arguments.length > 2 ? arguments[2] : "127.0.0.1";
    Settings settings = settings(home, arguments[1], address);
    LogConfigurator.configureWithoutConfig(Settings.builder().put("logger.level", "WARN").build());
    LogConfigurator.configureESLogging();
    LogConfigurator.setNodeName("test");
    Environment environment =
        InternalSettingsPreparer.prepareEnvironment(
            settings, Map.of(), home.resolve("config"), () -> "test");
    var modules = PluginsLoader.loadModulesBundles(environment.modulesDir(), false);
    var loader = PluginsLoader.createPluginsLoader(modules, Set.of(), Map.of(), false);
    new Node(environment, loader).start();
    System.out.println("Elasticsearch answers on " + address + ":" + arguments[1]);
    Thread.currentThread().join();
  }

  private static Settings settings(Path home, String port, String address) {
    return Settings.builder()
        .put("path.home", home.toString())
        .put("path.data", home.resolve("data").toString())
        .put("path.logs", home.resolve("logs").toString())
        .put("cluster.name", "kdiag-test")
        .put("node.name", "test")
        .put("discovery.type", "single-node")
        .put("network.host", address)
        .put("http.port", port)
        .put("transport.port", "0")
        .put("node.store.allow_mmap", false)
        .put("cluster.routing.allocation.disk.threshold_enabled", false)
        .put("transport.type", "netty4")
        .put("http.type", "netty4")
        .build();
  }
}
