import "uplot/dist/uPlot.min.css";

export { default as Chart } from "uplot";
