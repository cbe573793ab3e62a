import java.nio.file.Path;
import org.neo4j.configuration.GraphDatabaseSettings;
import org.neo4j.configuration.connectors.BoltConnector;
import org.neo4j.configuration.helpers.SocketAddress;
import org.neo4j.dbms.api.DatabaseManagementServiceBuilder;

/** A real Neo4j server for the tests, until it is killed: Serve.java HOME PORT [read-only]. */
class Serve {
    public static void main(String[] arguments) throws InterruptedException {
        new DatabaseManagementServiceBuilder(Path.of(arguments[0]))
            .setConfig(GraphDatabaseSettings.auth_enabled, true)
            .setConfig(GraphDatabaseSettings.read_only_database_default, arguments.length > 2)
            .setConfig(BoltConnector.enabled, true)
            .setConfig(BoltConnector.listen_address,
                new SocketAddress("127.0.0.1", Integer.parseInt(arguments[1])))
            .build();
        Thread.currentThread().join();
    }
}
