package org.hqueue.requirement;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What a client's machine has, as far as jobs may demand it.
 *
 * @param platform such as {@code linux-x86_64}, "" when unknown
 * @param cpus that the client offers
 * @param memoryMebibytes in all, 0 when unknown
 * @param gpus its cards, in the order of their indices
 * @param attributes what its administrator says of it, by name
 */
public record Machine(
    String platform,
    int cpus,
    long memoryMebibytes,
    List<Card> gpus,
    Map<String, String> attributes) {

  private static final int KIB_PER_MIB = 1024;

  /** A machine of which only the platform and the CPUs are known. */
  public static Machine of(String platform, int cpus) {
    return new Machine(platform, cpus, 0, List.of(), Map.of());
  }

  /**
   * From the columns of a client.
   *
   * @param gpuList a line for each card: index, tab, MiB, tab, model
   * @param attributeList a line for each attribute: name, tab, value
   */
  public static Machine ofColumns(
      String platform, int cpus, long memoryKilobytes, String gpuList, String attributeList) {
    List<Card> cards = new ArrayList<>();
    for (String line : gpuList.split("\n", -1)) {
      String[] parts = line.split("\t", 3);
      if (parts.length == 3) {
        cards.add(new Card(parts[2], Long.parseLong(parts[1])));
      }
    }
    Map<String, String> attributes = new HashMap<>();
    for (String line : attributeList.split("\n", -1)) {
      int tab = line.indexOf('\t');
      if (tab > 0) {
        attributes.put(line.substring(0, tab), line.substring(tab + 1));
      }
    }
    return new Machine(platform, cpus, memoryKilobytes / KIB_PER_MIB, cards, attributes);
  }

  /**
   * A graphics card.
   *
   * @param model as its driver names it
   * @param memoryMebibytes 0 when unknown
   */
  public record Card(String model, long memoryMebibytes) {}

  /** {@code linux}, {@code windows}, {@code macosx}, or "" when unknown. */
  public String operatingSystem() {
    String system = beforeDash().toLowerCase(Locale.ROOT);
    return system.startsWith("macos") ? "macosx" : system;
  }

  /** Such as {@code x86_64}, "" when unknown. */
  public String architecture() {
    return platform.substring(Math.min(platform.length(), beforeDash().length() + 1));
  }

  private String beforeDash() {
    int dash = platform.indexOf('-');
    return dash < 0 ? platform : platform.substring(0, dash);
  }

  /** MiB of the card that has the most, 0 without a card. */
  public long largestCardMebibytes() {
    return gpus.stream().mapToLong(Card::memoryMebibytes).max().orElse(0);
  }
}
