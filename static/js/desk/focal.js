// A click on a picture says where to look when it is cut; the two numbers below say the same to the keyboard.
const picture = document.querySelector("[data-focal]");
const [across, down] = ["focal_x", "focal_y"].map((name) => document.querySelector(`[name=${name}]`));

if (picture && across && down) {
  const point = document.createElement("span");
  point.className = "desk-point";
  picture.append(point);
  const show = () => {
    point.style.left = `${across.value}%`;
    point.style.top = `${down.value}%`;
  };
  picture.addEventListener("click", ({ clientX, clientY }) => {
    const { left, top, width, height } = picture.getBoundingClientRect();
    across.value = Math.round(((clientX - left) / width) * 100);
    down.value = Math.round(((clientY - top) / height) * 100);
    show();
  });
  for (const field of [across, down]) field.addEventListener("input", show);
  show();
}
