import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.io.File;
import software.amazon.event.ruler.Machine;

/** Reads {"rules": {id: pattern}, "events": [event]} and writes for each event the ids of the rules that match it. */
final class Match {
  public static void main(String[] args) throws Exception {
    ObjectMapper json = new ObjectMapper();
    JsonNode input = json.readTree(new File(args[0]));
    Machine machine = new Machine();
    var rules = input.get("rules").fields();
    while (rules.hasNext()) {
      var rule = rules.next();
      machine.addRule(rule.getKey(), rule.getValue().toString());
    }
    ArrayNode matches = json.createArrayNode();
    for (JsonNode event : input.get("events")) {
      ArrayNode ids = matches.addArray();
      machine.rulesForJSONEvent(event.toString()).stream().sorted().forEach(ids::add);
    }
    json.writeValue(new File(args[1]), matches);
  }
}
