import type { ComponentChildren } from "preact";

function Icon({ children }: { children: ComponentChildren }) {
  return (
    <svg viewBox="0 0 24 24" width="20" height="20" aria-hidden="true" class="icon">
      {children}
    </svg>
  );
}

export const CloseIcon = () => (
  <Icon>
    <path d="M6 6l12 12M18 6L6 18" />
  </Icon>
);

export const SendIcon = () => (
  <Icon>
    <path d="M12 19V5M6 11l6-6 6 6" />
  </Icon>
);

export const PersonIcon = () => (
  <Icon>
    <path d="M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4.5 20c.8-3.5 3.800-5 7.5-5s6.700 1.5 7.5 5" />
  </Icon>
);

export const ClockIcon = () => (
  <Icon>
    <path d="M12 3.500a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17zM12 7.500V12l3 2" />
  </Icon>
);

export const OfflineIcon = () => (
  <Icon>
    <path d="M4 4l16 16M7 15.500a7 7 0 0 1 5-2M3.5 11.500A12 12 0 0 1 8 8.800M12 8a12 12 0 0 1 8.5 3.500M12 18.500v.01" />
  </Icon>
);

export const ThumbIcon = ({ up }: { up: boolean }) => (
  <Icon>
    <path
      transform={up ? undefined : "rotate(180 12 12)"}
      d="M7 11v8.500H4V11zM7 11l4-7a2 2 0 0 1 2 2.300L12.500 10H18a2 2 0 0 1 2 2.400l-1.200 5.500a2 2 0 0 1-2 1.600H7"
    />
  </Icon>
);

export const DownIcon = () => (
  <Icon>
    <path d="M12 5v14M6 13l6 6 6-6" />
  </Icon>
);
