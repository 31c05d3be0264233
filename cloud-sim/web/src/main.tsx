import { render } from "preact";
import { App } from "./app";
import "./styles/base.css";
import "./styles/parts.css";
import "./styles/fleet.css";
import "./styles/device.css";
import "./styles/connection.css";
import "./styles/sound.css";
import "./styles/firmware.css";
import "./styles/cases.css";
import "./styles/assist.css";

const root = document.getElementById("app");
if (root) render(<App />, root);
