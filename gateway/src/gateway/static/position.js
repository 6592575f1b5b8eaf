/* The device's position, only when somebody asks for it, only to about a kilometre, only in the address. */
const ENOUGH = { enableHighAccuracy: false, timeout: 10000, maximumAge: 600000 };

export function offerPosition(box) {
  if (!navigator.geolocation) return;
  const button = box.querySelector("button");
  const said = box.querySelector("[role=status]");
  box.hidden = false;

  const found = ({ coords }) => go(box, `${coords.latitude.toFixed(2)},${coords.longitude.toFixed(2)}`);
  const refused = () => {
    button.removeAttribute("aria-busy");
    said.textContent = box.dataset.refused;
  };
  button.addEventListener("click", () => {
    button.setAttribute("aria-busy", "true");
    said.textContent = "";
    navigator.geolocation.getCurrentPosition(found, refused, ENOUGH);
  });
}

function go(box, near) {
  if (box.dataset.to) return location.assign(`${box.dataset.to}?near=${near}`);
  const form = box.closest("form");
  const { near: hidden, place, radius_km: radius } = form.elements;
  hidden.value = near;
  place.value = "";
  radius.value ||= box.dataset.radius;
  form.requestSubmit();
}
