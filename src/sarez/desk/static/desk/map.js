// The map of the events: outlines from the package, points from the desk, no tiles and no foreign address.
document.addEventListener("DOMContentLoaded", async () => {
  const box = document.getElementById("map");
  if (!box || !window.L) return;
  const map = L.map(box, { zoomControl: true, attributionControl: false, minZoom: 3, maxZoom: 10, zoomSnap: 0.25, zoomDelta: 1, worldCopyJump: false });
  map.setView([41, 67], 4);
  const line = (css) => ({ className: css, interactive: false, color: null, fillColor: null, weight: null, fillOpacity: null, opacity: null });
  const points = L.layerGroup().addTo(map);
  const outlines = await (await fetch(box.dataset.outlines)).json();
  for (const [part, css] of [["borders", "around"], ["states", "state"], ["provinces", "province"]]) {
    L.geoJSON(outlines[part], { style: line(css), interactive: false }).addTo(map);
  }

  const element = (name, text, css) => {
    const made = document.createElement(name);
    if (text) made.textContent = text;
    if (css) made.className = css;
    return made;
  };

  const told = (about) => {
    const all = element("div");
    all.append(element("strong", `${about.name}`));
    const classes = element("p");
    for (const quad of about.quads) classes.append(element("span", `${quad.label} ${quad.events}`, `quad ${quad.quad.replace(/ /g, "-")}`), " ");
    if (about.killed) classes.append(`${about.killed} ${box.dataset.killed}`);
    const list = element("ul");
    for (const place of about.places) {
      const item = element("li");
      const link = element("a", `${place.name} (${place.events})`);
      link.href = place.url;
      item.append(link);
      list.append(item);
    }
    if (about.more) list.append(element("li", `+${about.more} ${box.dataset.more}`));
    all.append(classes, list);
    return all;
  };

  let drawn = null;
  const draw = async () => {
    const zoom = Math.round(map.getZoom());
    if (zoom === drawn) return;
    drawn = zoom;
    const mark = box.dataset.places.includes("?") ? "&" : "?";
    const found = await (await fetch(`${box.dataset.places}${mark}zoom=${zoom}`)).json();
    if (zoom !== Math.round(map.getZoom())) return;
    points.clearLayers();
    for (const spot of [...found.features]) {
      const about = spot.properties;
      const [lon, lat] = spot.geometry.coordinates;
      const point = L.circleMarker([lat, lon], {
        ...line(`spot ${about.worst.replace(/ /g, "-")}`), interactive: true, radius: Math.min(26, 5 + 2.4 * Math.sqrt(about.events)),
      });
      point.bindPopup(() => told(about)).bindTooltip(`${about.name}: ${about.events}`).addTo(points);
      const path = point.getElement();
      path.setAttribute("tabindex", "0");
      path.setAttribute("role", "button");
      path.setAttribute("aria-label", `${about.name}: ${about.events}`);
      path.addEventListener("keydown", (event) => {
        if (event.key === "Enter" || event.key === " ") { event.preventDefault(); point.openPopup(); }
      });
    }
    if (!box.dataset.fitted && found.features.length) {
      box.dataset.fitted = "yes";
      const bounds = L.latLngBounds(found.features.map((f) => [f.geometry.coordinates[1], f.geometry.coordinates[0]]));
      const region = L.latLngBounds([[29, 46], [55, 88]]);
      if (region.contains(bounds)) map.fitBounds(bounds.pad(0.2), { maxZoom: 7, animate: false });
      else map.fitBounds(region, { animate: false });
    }
  };
  map.on("zoomend", draw);
  await draw();

  for (const button of document.querySelectorAll(".find-place")) {
    button.addEventListener("click", () => {
      const at = [Number(button.dataset.lat), Number(button.dataset.lon)];
      map.setView(at, Math.max(8, map.getZoom()));
      box.scrollIntoView({ block: "nearest" });
    });
  }
});
