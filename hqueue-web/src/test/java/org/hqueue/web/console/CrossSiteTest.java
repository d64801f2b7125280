package org.hqueue.web.console;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class CrossSiteTest {

  @Test
  void scriptsAndAgentsWhichSayNothingOfASiteAreLetIn() {
    assertFalse(CrossSite.isForeign(null, null, "farm:5000"));
  }

  @Test
  void ourOwnPagesAreLetIn() {
    assertFalse(CrossSite.isForeign(null, "http://farm:5000", "farm:5000"));
    assertFalse(CrossSite.isForeign(null, "https://Farm", "farm:443"));
    assertFalse(CrossSite.isForeign("same-origin", "http://farm:5000", "10.0.0.1:5000"));
  }

  @Test
  void pagesOfOthersAreNot() {
    assertTrue(CrossSite.isForeign(null, "http://elsewhere", "farm:5000"));
    assertTrue(CrossSite.isForeign(null, "http://farm:8080", "farm:5000"));
    assertTrue(CrossSite.isForeign("cross-site", null, "farm:5000"));
    assertTrue(CrossSite.isForeign("same-site", "http://farm:5000", "farm:5000"));
  }

  @Test
  void anOriginThatTellsNothingIsNotOurs() {
    assertTrue(CrossSite.isForeign(null, "null", "farm:5000"));
    assertTrue(CrossSite.isForeign(null, "no url", "farm:5000"));
    assertTrue(CrossSite.isForeign(null, "http://farm:5000", null));
  }
}
