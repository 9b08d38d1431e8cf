// The page without a reload: forms are sent in the background, and clauses open beside the answer.
import { start as startAsking } from "./ask.js";
import { start as startComposer } from "./composer.js";
import { start as startIndex } from "./index-status.js";
import { start as startPanel } from "./panel.js";

startAsking();
startComposer();
startPanel();
startIndex();
